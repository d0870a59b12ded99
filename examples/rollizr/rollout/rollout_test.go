package rollout

import (
	"errors"
	"testing"
)

type deployments map[string]bool

func (broken deployments) Deploy(machine, _ string) error {
	if broken[machine] {
		return errors.New("out of disk")
	}
	return nil
}

var rings = []Ring{
	{Name: "canary", Machines: []string{"a"}},
	{Name: "all", Machines: []string{"b", "c"}, MaxFailures: 1},
}

func TestStepGoesThroughAllRings(t *testing.T) {
	release, err := New("3.0.0", rings)
	if err != nil {
		t.Fatal(err)
	}
	for release.Step(deployments{"b": true}) {
	}
	if release.State != Finished || len(release.Deployed) != 2 || len(release.Failed) != 1 {
		t.Fatalf("got %+v", release)
	}
}

func TestStepStopsAtABrokenRing(t *testing.T) {
	release, _ := New("3.0.0", rings)
	for release.Step(deployments{"a": true}) {
	}
	if release.State != Stopped || len(release.Deployed) != 0 {
		t.Fatalf("got %+v", release)
	}
}
