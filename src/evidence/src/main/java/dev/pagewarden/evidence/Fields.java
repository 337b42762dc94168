package dev.pagewarden.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The members of a JSON object; each question names the member that is missing or wrong. */
final class Fields {
  private final Map<String, Object> values;

  Fields(Map<String, Object> values) {
    this.values = values;
  }

  boolean has(String name) {
    return values.get(name) != null;
  }

  String text(String name) throws MalformedException {
    String text = textOrNull(name);
    if (text == null) {
      throw new MalformedException("\"" + name + "\" is missing");
    }
    return text;
  }

  String textOrNull(String name) throws MalformedException {
    Object value = values.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new MalformedException("\"" + name + "\" is no text");
  }

  long number(String name) throws MalformedException {
    if (values.get(name) instanceof Json.Literal literal) {
      try {
        return Long.parseLong(literal.digits());
      } catch (NumberFormatException e) {
        throw new MalformedException("\"" + name + "\" is no whole number");
      }
    }
    throw new MalformedException(
        "\"" + name + "\" is " + (has(name) ? "no whole number" : "missing"));
  }

  int integer(String name) throws MalformedException {
    long number = number(name);
    if (number != (int) number) {
      throw new MalformedException("\"" + name + "\" is too large");
    }
    return (int) number;
  }

  /** A count: not negative. */
  long count(String name) throws MalformedException {
    long number = number(name);
    if (number < 0) {
      throw new MalformedException("\"" + name + "\" is negative");
    }
    return number;
  }

  boolean flag(String name) throws MalformedException {
    if (values.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw new MalformedException("\"" + name + "\" is neither true nor false");
  }

  Fields object(String name) throws MalformedException {
    if (values.get(name) instanceof Fields fields) {
      return fields;
    }
    throw new MalformedException("\"" + name + "\" is no object");
  }

  List<Fields> objects(String name) throws MalformedException {
    List<Fields> objects = new ArrayList<>();
    for (Object item : items(name)) {
      if (!(item instanceof Fields fields)) {
        throw new MalformedException("\"" + name + "\" holds what is no object");
      }
      objects.add(fields);
    }
    return objects;
  }

  List<String> texts(String name) throws MalformedException {
    List<String> texts = new ArrayList<>();
    for (Object item : items(name)) {
      if (!(item instanceof String text)) {
        throw new MalformedException("\"" + name + "\" holds what is no text");
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }

  <E extends Enum<E>> E constantOrNull(Class<E> type, String name) throws MalformedException {
    String text = textOrNull(name);
    if (text == null) {
      return null;
    }
    try {
      return Enum.valueOf(type, text);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("\"" + name + "\" is \"" + text + "\", which is not known");
    }
  }

  private List<?> items(String name) throws MalformedException {
    if (values.get(name) instanceof List<?> items) {
      return items;
    }
    throw new MalformedException("\"" + name + "\" is no list");
  }
}
