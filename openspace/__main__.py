from openspace.cli.main import main

main()
