package queue

import (
	"errors"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func TestJobsComeInTheirOrder(t *testing.T) {
	q := New(2)
	for _, id := range []string{"one", "two"} {
		if err := q.Put(Job{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	if job, _ := q.Take(noon, time.Minute); job.ID != "one" {
		t.Fatalf("got %q first", job.ID)
	}
}

func TestAFullQueueTakesNothing(t *testing.T) {
	q := New(1)
	_ = q.Put(Job{ID: "one"})
	if err := q.Put(Job{ID: "two"}); !errors.Is(err, ErrFull) {
		t.Fatalf("got %v", err)
	}
}

func TestAJobThatWasNotFinishedComesBack(t *testing.T) {
	q := New(1)
	_ = q.Put(Job{ID: "one"})
	q.Take(noon, time.Minute)
	if _, some := q.Take(noon.Add(30*time.Second), time.Minute); some {
		t.Fatal("a lent job was lent twice")
	}
	job, some := q.Take(noon.Add(2*time.Minute), time.Minute)
	if !some || job.ID != "one" || !q.Finish("one") || q.Depth() != 0 {
		t.Fatalf("got %+v", job)
	}
}
