// SPDX-License-Identifier: Apache-2.0
package dev.dib.secret;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which variables hold secrets, told by their names: passwords, passphrases, tokens, credentials, private keys. A name that ends
 * with {@code _FILE}, {@code _PATH}, {@code _DIR} or {@code _URL} only says where one is, and a public key is none.
 *
 * @param named variables that somebody named, whatever they are called
 */
record SecretNames(Set<String> named) {

    private static final Pattern SECRET = Pattern.compile(
            ".*(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL).*|(.*_)?(PASS|PWD|KEY)", Pattern.CASE_INSENSITIVE);

    private static final Pattern NONE = Pattern.compile(
            ".*_(FILE|PATH|DIR|DIRECTORY|URL)|(.*_)?(PUBLIC|AUTHORIZED|HOST|GPG|PGP|APT|RPM|REPO)_KEY",
            Pattern.CASE_INSENSITIVE);

    /** The working directories of a shell; their names end like that of a password. */
    private static final Set<String> OF_THE_SHELL = Set.of("PWD", "OLDPWD");

    SecretNames {
        named = Set.copyOf(named);
    }

    boolean contain(String variable) {
        return named.contains(variable)
                || (SECRET.matcher(variable).matches()
                        && !NONE.matcher(variable).matches()
                        && !OF_THE_SHELL.contains(variable));
    }
}
