// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.net.URI;

/**
 * Who downloads from a server.
 *
 * @param id its id in Maven's settings
 * @param url what it is used for: this URL and those below it
 */
public record ServerLogin(String id, URI url, String user, String password) {

    /** Without the password: it would end up in a log. */
    @Override
    public String toString() {
        return id + " (" + user + " at " + url + ")";
    }
}
