"""The model of a gathering and its rules: pure Python without I/O or clock. Of our packages it imports only
`languages`, for its sentences."""
