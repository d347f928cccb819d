// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An account of the guest.
 *
 * @param user its name
 * @param password for ssh and for the serial console
 * @param privateKey for ssh: a key file in OpenSSH or PEM format, without passphrase
 */
public record Login(String user, Optional<String> password, Optional<Path> privateKey) {

    public static Login withPassword(String user, String password) {
        return new Login(user, Optional.of(password), Optional.empty());
    }

    public static Login withKey(String user, Path privateKey) {
        return new Login(user, Optional.empty(), Optional.of(privateKey));
    }

    /** Without the password, because it ends up in logs. */
    @Override
    public String toString() {
        return user;
    }
}
