"""Everything that reaches inside Flask-SocketIO, python-socketio and engine.io."""
