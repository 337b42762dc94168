package dev.pagewarden.evidence;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses JSON into maps, lists and scalars, by streaming; nothing is made by reflection. */
final class Json {
  /** Nothing we write nests deeper; a hostile file must not exhaust the stack. */
  private static final int MAX_DEPTH = 16;

  private Json() {}

  /** A number as it stands, so that no digit of a long is lost. */
  record Literal(String digits) {}

  static Fields object(String text) throws MalformedException {
    try {
      JsonReader reader = new JsonReader(new StringReader(text));
      // STRICT would refuse lone surrogates, which names in class files may hold.
      reader.setStrictness(Strictness.LEGACY_STRICT);
      if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        throw new MalformedException("not a JSON object");
      }
      Fields fields = object(reader, 0);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedException("something follows the JSON object");
      }
      return fields;
    } catch (IOException | IllegalStateException e) {
      throw new MalformedException("not JSON: " + firstLine(e));
    }
  }

  private static Fields object(JsonReader reader, int depth)
      throws IOException, MalformedException {
    Map<String, Object> values = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (values.containsKey(name)) {
        throw new MalformedException("\"" + name + "\" stands twice");
      }
      values.put(name, value(reader, depth + 1));
    }
    reader.endObject();
    return new Fields(values);
  }

  private static Object value(JsonReader reader, int depth) throws IOException, MalformedException {
    if (depth > MAX_DEPTH) {
      throw new MalformedException("nested too deep");
    }
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader, depth);
      case BEGIN_ARRAY -> array(reader, depth);
      case STRING -> reader.nextString();
      case NUMBER -> new Literal(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> {
        reader.nextNull();
        yield null;
      }
      default -> throw new MalformedException("not JSON: " + reader.peek());
    };
  }

  private static List<Object> array(JsonReader reader, int depth)
      throws IOException, MalformedException {
    List<Object> items = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      items.add(value(reader, depth + 1));
    }
    reader.endArray();
    return items;
  }

  /** Escapes all beyond ASCII, so that lone surrogates survive and no encoding can spoil it. */
  static StringBuilder ascii(CharSequence json) {
    StringBuilder line = new StringBuilder(json.length() + 16);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x7f) {
        line.append(c);
      } else {
        line.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          line.append(Character.forDigit(c >> shift & 0xf, 16));
        }
      }
    }
    return line;
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
