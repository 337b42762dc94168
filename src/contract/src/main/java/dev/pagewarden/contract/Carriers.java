package dev.pagewarden.contract;

import dev.pagewarden.contract.yaml.YamlNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads carriers as a contract writes them: {@code page}, {@code array of page}. */
final class Carriers {
  static final String SUBJECTS = "write one of table, entry, page, cursor";

  private Carriers() {}

  /** Returns the subject of that name, or null. */
  static Subject subject(String word) {
    return constant(Subject.values(), word);
  }

  static Optional<Carrier> read(YamlNode node) {
    Optional<String> text = node.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = List.of(text.get().split("\\s+"));
    Subject subject = subject(words.get(words.size() - 1));
    Form form =
        switch (words.size()) {
          case 1 -> Form.ONE;
          case 3 -> words.get(1).equals("of") ? constant(Form.values(), words.get(0)) : null;
          default -> null;
        };
    if (subject == null || form == null) {
      node.complain(
          "\"" + text.get() + "\" is nothing that a value can be",
          "write table, entry, page or cursor, or array, iterable, iterator, stream or optional"
              + " of one, such as \"array of page\"");
      return Optional.empty();
    }
    return Optional.of(new Carrier(subject, form));
  }

  private static <E extends Enum<E>> E constant(E[] values, String word) {
    return Arrays.stream(values)
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElse(null);
  }
}
