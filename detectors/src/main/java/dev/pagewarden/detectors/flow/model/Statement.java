package dev.pagewarden.detectors.flow.model;

import java.util.List;

/** A statement of a model. */
public sealed interface Statement {
  /** Ends the model with a result. */
  record Return(Expression value) implements Statement {}

  /** Binds a name. */
  record Let(String name, Expression value) implements Statement {}

  /**
   * Stores into an {@link Expression.Elements}, {@link Expression.Element} or {@link
   * Expression.Part}.
   *
   * @param replaces whether what was there is gone where the place is known
   */
  record Store(Expression target, Expression value, boolean replaces) implements Statement {}

  /** Evaluates for the effect. */
  record Run(Expression expression) implements Statement {}

  /** Runs statements for each of the objects that a value can be, one after the other. */
  record Each(String name, Expression over, List<Statement> body) implements Statement {}

  /** Runs statements as long as a truth value can be true and they make something new known. */
  record While(Expression condition, List<Statement> body) implements Statement {}
}
