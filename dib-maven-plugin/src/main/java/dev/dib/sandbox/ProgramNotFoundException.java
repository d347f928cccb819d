// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;

/** A program that is to run does not exist. */
public class ProgramNotFoundException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String program;

    public ProgramNotFoundException(String program, String where) {
        super("the program '" + program + "' is not there (looked in " + where + ")");
        this.program = program;
    }

    /** Its name or path, as the command has it. */
    public String program() {
        return program;
    }
}
