package dev.pagewarden.detectors.flow.model;

import java.util.List;
import java.util.Map;

/** An expression of a model. */
public sealed interface Expression {
  /** The receiver. */
  record This() implements Expression {}

  /** An argument, counted from 0. */
  record Argument(int index) implements Expression {}

  /** A name bound by {@code name := ...} before. */
  record Name(String name) implements Expression {}

  /** The null reference. */
  record Null() implements Expression {}

  /** A number or truth value of which nothing is known. */
  record Unknown() implements Expression {}

  /** A number. */
  record Constant(int value) implements Expression {}

  /** A new object with the given pseudo-fields; {@code []} is its elements. */
  record New(String type, int place, Map<String, Expression> fields) implements Expression {}

  /** Any of several. */
  record Either(List<Expression> choices) implements Expression {}

  /** All elements of a container, array, iterator or stream. */
  record Elements(Expression container) implements Expression {}

  /** The element with an index or key. */
  record Element(Expression container, Expression index) implements Expression {}

  /** A pseudo-field such as {@code keys}. */
  record Part(Expression owner, String name) implements Expression {}

  /** A functional object called with arguments. */
  record Apply(Expression function, List<Expression> arguments) implements Expression {}

  /** A method called on an object by name and number of arguments, whatever its class. */
  record Invoke(Expression receiver, String method, List<Expression> arguments)
      implements Expression {}

  /**
   * One of the few operations of the language itself: {@code append(list, x)}, {@code clear(x)},
   * ....
   */
  record Operation(String name, List<Expression> arguments) implements Expression {}
}
