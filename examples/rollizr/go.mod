module rollizr.dev/rollizr

go 1.19
