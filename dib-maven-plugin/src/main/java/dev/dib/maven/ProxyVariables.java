// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.settings.Proxy;

/** A proxy of Maven's settings in the words of {@code curl(1)}, which most programs understand. */
final class ProxyVariables {

    private static final Pattern START_OF_ADDRESS = Pattern.compile("((?:[0-9]{1,3}\\.){1,3})\\*");

    private ProxyVariables() {}

    /** The value of {@code http_proxy}. Maven speaks plain HTTP with every proxy, whatever it is used for. */
    static String url(Proxy proxy) {
        String login = proxy.getUsername() == null || proxy.getUsername().isEmpty()
                ? ""
                : encoded(proxy.getUsername()) + ":" + encoded(proxy.getPassword()) + "@";
        return "http://" + login + proxy.getHost() + ":" + proxy.getPort();
    }

    private static String encoded(String text) {
        return text == null
                ? ""
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The value of {@code no_proxy}. {@code nonProxyHosts} has patterns with bars between. Of these {@code *.host} can be said ({@code
     * .host}), and {@code 10.*} ({@code 10.0.0.0/8}, since curl 7.86); another pattern cannot, and is left out.
     */
    static String noProxy(String nonProxyHosts) {
        return Arrays.stream(nonProxyHosts.split("[|,]", -1))
                .map(String::strip)
                .map(ProxyVariables::host)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(","));
    }

    private static Optional<String> host(String pattern) {
        Matcher start = START_OF_ADDRESS.matcher(pattern);
        if (start.matches()) {
            int bytes = start.group(1).split("\\.").length;
            return Optional.of(start.group(1) + "0.0.0".substring(0, 2 * (4 - bytes) - 1) + "/" + 8 * bytes);
        }
        String host = pattern.startsWith("*.") ? pattern.substring(1) : pattern;
        boolean said = pattern.equals("*") || (!host.isEmpty() && !host.contains("*"));
        return said ? Optional.of(host) : Optional.empty();
    }
}
