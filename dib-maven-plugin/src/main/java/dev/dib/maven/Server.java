// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** A server that downloads of hooks log in to. */
public class Server {

    /** The id of the server in settings.xml, where username and password are. */
    @Parameter(required = true)
    String id;

    /** The login is used for this URL and for those below it, such as https://host/path/. */
    @Parameter(required = true)
    String url;

    String id() {
        return Optional.ofNullable(id).orElse("");
    }

    String url() {
        return Optional.ofNullable(url).orElse("");
    }
}
