package dev.pagewarden.detectors.flow.state;

import java.util.ArrayList;
import java.util.List;

/**
 * An access path: how an object that outlives a call from outside is reached, as a class's field
 * and fields from there.
 *
 * <p>A field that occurs again folds the path back to its first occurrence, so that lists and trees
 * have finitely many paths. A path that would become longer than {@link #MAX_FIELDS} loses its
 * beginning.
 *
 * @param fields the fields, as {@code a/b/C.field}, or a pseudo-field of a container
 */
public record Path(List<String> fields) {
  /** The most fields in a path. */
  public static final int MAX_FIELDS = 12;

  /** Returns the path of one field. */
  public static Path of(String field) {
    return new Path(List.of(field));
  }

  /** Returns this path and one more field. */
  Path then(String field) {
    int known = fields.indexOf(field);
    if (known >= 0) {
      return new Path(List.copyOf(fields.subList(0, known + 1)));
    }
    List<String> longer = new ArrayList<>(fields);
    longer.add(field);
    return new Path(
        List.copyOf(
            longer.size() > MAX_FIELDS
                ? longer.subList(longer.size() - MAX_FIELDS, longer.size())
                : longer));
  }
}
