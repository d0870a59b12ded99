// Package rollout brings a release to one ring of machines after the other.
package rollout

import "fmt"

// Ring is a group of machines that get a release at the same time.
type Ring struct {
	Name     string   `json:"name"`
	Machines []string `json:"machines"`
	// MaxFailures is how many machines may fail before the rollout stops.
	MaxFailures int `json:"maxFailures"`
}

// Validate says what is wrong with a plan of rings, or nil.
func Validate(rings []Ring) error {
	seen := map[string]string{}
	for _, ring := range rings {
		if len(ring.Machines) == 0 {
			return fmt.Errorf("ring %q has no machines", ring.Name)
		}
		for _, machine := range ring.Machines {
			if other, twice := seen[machine]; twice {
				return fmt.Errorf("machine %q is in %q and in %q", machine, other, ring.Name)
			}
			seen[machine] = ring.Name
		}
	}
	return nil
}
