// Package queue keeps jobs in order and hands each to one worker at a time.
package queue

import (
	"errors"
	"sync"
	"time"
)

// ErrFull says that a job was not taken, so that whoever sent it can wait.
var ErrFull = errors.New("the queue is full")

// Job is a piece of work for another project, such as a settlement for Veria.
type Job struct {
	ID      string    `json:"id"`
	Project string    `json:"project"`
	Body    []byte    `json:"body"`
	Since   time.Time `json:"since"`
}

// Queue holds a bounded number of jobs. It may be used by many goroutines.
type Queue struct {
	mutex sync.Mutex
	limit int
	jobs  []Job
	lent  map[string]lease
}

type lease struct {
	job   Job
	until time.Time
}

// New makes an empty queue.
func New(limit int) *Queue {
	return &Queue{limit: limit, lent: map[string]lease{}}
}

// Put adds a job, or answers ErrFull.
func (q *Queue) Put(job Job) error {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if len(q.jobs)+len(q.lent) >= q.limit {
		return ErrFull
	}
	q.jobs = append(q.jobs, job)
	return nil
}

// Take lends the oldest job for a time. Whoever does not finish it by then loses it to the next.
func (q *Queue) Take(now time.Time, lend time.Duration) (Job, bool) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.reclaim(now)
	if len(q.jobs) == 0 {
		return Job{}, false
	}
	job := q.jobs[0]
	q.jobs = q.jobs[1:]
	q.lent[job.ID] = lease{job: job, until: now.Add(lend)}
	return job, true
}

// Finish removes a job that was lent. It says false when the job was not, or no longer, lent.
func (q *Queue) Finish(id string) bool {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	_, known := q.lent[id]
	delete(q.lent, id)
	return known
}

// Depth is how many jobs wait or are being worked on.
func (q *Queue) Depth() int {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	return len(q.jobs) + len(q.lent)
}

// HACK: jobs that come back go to the front in no order among themselves
func (q *Queue) reclaim(now time.Time) {
	for id, lease := range q.lent {
		if now.After(lease.until) {
			delete(q.lent, id)
			q.jobs = append([]Job{lease.job}, q.jobs...)
		}
	}
}
