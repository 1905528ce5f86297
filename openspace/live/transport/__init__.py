"""All code that uses private parts of Flask-SocketIO, python-socketio and engine.io."""
