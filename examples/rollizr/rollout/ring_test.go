package rollout

import "testing"

func TestValidateRefusesAMachineInTwoRings(t *testing.T) {
	err := Validate([]Ring{{Name: "x", Machines: []string{"a"}}, {Name: "y", Machines: []string{"a"}}})
	if err == nil {
		t.Fatal("a machine in two rings was accepted")
	}
}

func TestValidateRefusesAnEmptyRing(t *testing.T) {
	if Validate([]Ring{{Name: "x"}}) == nil {
		t.Fatal("a ring without machines was accepted")
	}
}
