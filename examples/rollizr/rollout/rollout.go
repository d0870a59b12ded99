package rollout

// State is where a rollout stands.
type State string

const (
	Running  State = "running"
	Finished State = "finished"
	Stopped  State = "stopped"
)

// Deployer puts a version on one machine.
type Deployer interface {
	Deploy(machine, version string) error
}

// Rollout is one release on its way through the rings.
type Rollout struct {
	Version  string   `json:"version"`
	State    State    `json:"state"`
	Ring     int      `json:"ring"`
	Deployed []string `json:"deployed"`
	Failed   []string `json:"failed"`
	rings    []Ring
}

// New plans a rollout. It has deployed nothing yet.
func New(version string, rings []Ring) (*Rollout, error) {
	if err := Validate(rings); err != nil {
		return nil, err
	}
	return &Rollout{Version: version, State: Running, rings: rings}, nil
}

// Step brings the release to the next ring and says whether there is more to do.
//
// @spec a ring counts as failed only when more machines fail than it allows
func (r *Rollout) Step(deployer Deployer) bool {
	if r.State != Running || r.Ring >= len(r.rings) {
		return false
	}
	ring := r.rings[r.Ring]
	failures := 0
	// TODO: deploy to the machines of a ring side by side
	for _, machine := range ring.Machines {
		if err := deployer.Deploy(machine, r.Version); err != nil {
			failures++
			r.Failed = append(r.Failed, machine)
			continue
		}
		r.Deployed = append(r.Deployed, machine)
	}
	r.Ring++
	r.State = next(failures > ring.MaxFailures, r.Ring == len(r.rings))
	return r.State == Running
}

func next(failed, last bool) State {
	switch {
	case failed:
		return Stopped
	case last:
		return Finished
	default:
		return Running
	}
}
