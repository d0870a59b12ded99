package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"rollizr.dev/rollizr/queue"
)

func ask(s *server, method, path, body string) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	s.routes().ServeHTTP(answer, httptest.NewRequest(method, path, strings.NewReader(body)))
	return answer
}

func TestAJobIsTakenUntilTheQueueIsFull(t *testing.T) {
	s := &server{jobs: queue.New(1)}
	if got := ask(s, http.MethodPost, "/jobs", `{"id":"s1","project":"veria"}`).Code; got != http.StatusAccepted {
		t.Fatalf("got %d", got)
	}
	if got := ask(s, http.MethodPost, "/jobs", `{"id":"s2","project":"veria"}`).Code; got != http.StatusServiceUnavailable {
		t.Fatalf("got %d", got)
	}
}

func TestARolloutEndsFinished(t *testing.T) {
	s := &server{jobs: queue.New(1)}
	body := `{"version":"3.0.0","rings":[{"name":"all","machines":["a","b"]}]}`
	answer := ask(s, http.MethodPost, "/rollouts", body)
	if answer.Code != http.StatusCreated || !strings.Contains(answer.Body.String(), `"finished"`) {
		t.Fatalf("got %d %s", answer.Code, answer.Body)
	}
}
