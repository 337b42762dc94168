package dev.pagewarden.contract;

/** How a {@link Subject} is handed over: by itself or inside something one takes it from. */
public enum Form {
  /** The subject itself. */
  ONE,
  /** An array of subjects. */
  ARRAY,
  /** An {@code Iterable} or collection of subjects. */
  ITERABLE,
  /** An {@code Iterator} over subjects. */
  ITERATOR,
  /** A {@code Stream} of subjects. */
  STREAM,
  /** An {@code Optional} subject. */
  OPTIONAL
}
