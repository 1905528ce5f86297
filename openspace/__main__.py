from openspace.cli import main

main()
