// SPDX-License-Identifier: Apache-2.0
package dev.dib.secret;

import java.util.Map;

/** Keeps the secrets of a build that is under way: hooks may bring new ones. */
public final class SecretKeeper {

    private volatile Secrets secrets;

    public SecretKeeper(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Keeps the secrets of an environment, too. */
    public synchronized void learn(Map<String, String> environment) {
        secrets = secrets.and(environment);
    }

    public Secrets secrets() {
        return secrets;
    }

    /** A text without the secrets that are known by now. */
    public String mask(String text) {
        return secrets.mask(text);
    }
}
