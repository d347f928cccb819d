// SPDX-License-Identifier: Apache-2.0
package dev.dib.document;

import java.util.List;
import java.util.Map;

/** A value of a YAML or JSON document that knows where it stands. */
public sealed interface Value {

    Location at();

    /** What kind of value this is, for messages: "a text", "a list", "a map". */
    String kind();

    /**
     * A number, truth value, text or nothing, as it is written.
     *
     * @param plain whether it stands without quotes: only then can it be a null, a number or a truth value
     */
    record Scalar(Location at, String text, boolean plain) implements Value {

        /** Whether this stands for nothing: empty, {@code ~} or {@code null} (YAML 1.1, "null" type). */
        public boolean isNull() {
            return plain
                    && (text.isEmpty()
                            || text.equals("~")
                            || text.equals("null")
                            || text.equals("Null")
                            || text.equals("NULL"));
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : "a text";
        }
    }

    record Sequence(Location at, List<Value> items) implements Value {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A map, in the order of the document. Keys are scalars and unique.
     *
     * @param keys where each key stands
     */
    record Mapping(Location at, Map<String, Value> entries, Map<String, Location> keys) implements Value {

        @Override
        public String kind() {
            return "a map";
        }
    }
}
