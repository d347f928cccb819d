// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.image.request.ServerRequest;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * What settings.xml says about the network. Only what is used is decrypted: an entry of another project that cannot be decrypted
 * is nobody's business.
 */
final class MavenSettings {

    private final Settings settings;
    private final SettingsDecrypter decrypter;

    MavenSettings(Settings settings, SettingsDecrypter decrypter) {
        this.settings = settings;
        this.decrypter = decrypter;
    }

    /** A server with its login, or with what is wrong with its entry. */
    ServerRequest server(Server wanted) {
        org.apache.maven.settings.Server entry = settings.getServer(wanted.id());
        if (entry == null) {
            List<String> known = settings.getServers().stream()
                    .map(org.apache.maven.settings.Server::getId)
                    .toList();
            var problem = new Problem(
                    "servers",
                    "settings.xml has no server '" + wanted.id() + "'",
                    Nearest.remedy(wanted.id(), known, "add a <server> with this id, username and password"));
            return new ServerRequest(wanted.id(), wanted.url(), "", "", Optional.of(problem));
        }
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(entry));
        org.apache.maven.settings.Server open = result.getServer();
        return new ServerRequest(
                wanted.id(),
                wanted.url(),
                Optional.ofNullable(open.getUsername()).orElse(""),
                Optional.ofNullable(open.getPassword()).orElse(""),
                problem("servers." + wanted.id(), result));
    }

    private static Optional<Problem> problem(String subject, SettingsDecryptionResult result) {
        return result.getProblems().stream()
                .filter(problem -> problem.getSeverity() != SettingsProblem.Severity.WARNING)
                .findFirst()
                .map(problem -> new Problem(
                        subject,
                        "cannot be decrypted: " + problem.getMessage(),
                        "check it in settings.xml, and the master password in settings-security.xml"));
    }

    /**
     * A caller's environment with the active proxies of the settings, as {@code http_proxy}, {@code https_proxy} and {@code
     * no_proxy}. If the caller, or the pom, says anything about a proxy, the settings are not asked: half of each would be nobody's
     * intention.
     */
    Map<String, String> withProxies(Map<String, String> caller, Map<String, String> pom) {
        Map<String, String> all = new TreeMap<>(caller);
        if (saysProxy(caller) || saysProxy(pom)) {
            return all;
        }
        Optional<Proxy> http = active("http");
        // as Maven does: without a proxy for https that for http serves both
        Optional<Proxy> https = active("https").or(() -> http);
        http.ifPresent(proxy -> all.put("http_proxy", ProxyVariables.url(open(proxy))));
        https.ifPresent(proxy -> all.put("https_proxy", ProxyVariables.url(open(proxy))));
        https.map(Proxy::getNonProxyHosts)
                .map(ProxyVariables::noProxy)
                .filter(hosts -> !hosts.isEmpty())
                .ifPresent(hosts -> all.put("no_proxy", hosts));
        return all;
    }

    private static boolean saysProxy(Map<String, String> environment) {
        return environment.keySet().stream().anyMatch(name -> name.matches("(?i)(http|https|all)_proxy"));
    }

    private Optional<Proxy> active(String protocol) {
        return settings.getProxies().stream()
                .filter(Proxy::isActive)
                .filter(proxy -> protocol.equalsIgnoreCase(proxy.getProtocol()))
                .findFirst();
    }

    private Proxy open(Proxy proxy) {
        return decrypter.decrypt(new DefaultSettingsDecryptionRequest(proxy)).getProxy();
    }
}
