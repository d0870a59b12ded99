// Command rollizr takes jobs and rolls out releases, over HTTP.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"sync"
	"time"

	"rollizr.dev/rollizr/queue"
	"rollizr.dev/rollizr/rollout"
)

type server struct {
	mutex    sync.Mutex
	jobs     *queue.Queue
	rollouts []*rollout.Rollout
}

// pretend deploys to machines that only exist in the request.
type pretend struct{}

func (pretend) Deploy(machine, version string) error {
	log.Printf("%s gets %s", machine, version)
	return nil
}

func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/jobs", s.putJob)
	mux.HandleFunc("/rollouts", s.handleRollouts)
	mux.HandleFunc("/depth", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, s.jobs.Depth()) })
	mux.Handle("/", http.FileServer(http.Dir("web")))
	return mux
}

func (s *server) putJob(w http.ResponseWriter, r *http.Request) {
	var job queue.Job
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&job); err != nil {
		answer(w, http.StatusUnprocessableEntity, err.Error())
		return
	}
	job.Since = time.Now()
	if err := s.jobs.Put(job); err != nil {
		answer(w, http.StatusServiceUnavailable, err.Error())
		return
	}
	answer(w, http.StatusAccepted, job.ID)
}

func (s *server) handleRollouts(w http.ResponseWriter, r *http.Request) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if r.Method != http.MethodPost {
		answer(w, http.StatusOK, s.rollouts)
		return
	}
	var wanted struct {
		Version string         `json:"version"`
		Rings   []rollout.Ring `json:"rings"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&wanted); err != nil {
		answer(w, http.StatusUnprocessableEntity, err.Error())
		return
	}
	release, err := rollout.New(wanted.Version, wanted.Rings)
	if err != nil {
		answer(w, http.StatusUnprocessableEntity, err.Error())
		return
	}
	// @planned wait for the health of a ring before the next begins
	for release.Step(pretend{}) {
	}
	s.rollouts = append(s.rollouts, release)
	answer(w, http.StatusCreated, release)
}

func answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("content-type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(value); err != nil {
		log.Print(err)
	}
}

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "7103"
	}
	s := &server{jobs: queue.New(10_000)}
	log.Printf("ROLLIZR listens on http://127.0.0.1:%s", port)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, s.routes()))
}
