"""`python -m ostler`: a program with this package's modules in place of the interpreter's own."""

from ostler._run import main

if __name__ == "__main__":
    main()
