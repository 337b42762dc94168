package dev.pagewarden.detectors.flow.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of the JDK's methods the analysis calls, and what comes of it. */
class ConstantCallsTest {
  private static final Value TEXT = Value.of(Obj.constant("Plane"));

  @Test
  void a_method_of_a_string_returns_what_it_returns_where_the_program_runs() {
    Call call =
        new Call(Call.Kind.VIRTUAL, "java/lang/String", "toUpperCase", "()Ljava/lang/String;");
    assertEquals(Value.of(Obj.constant("PLANE")), ConstantCalls.result(call, List.of(TEXT)));
  }

  @Test
  void no_method_is_called_that_might_do_something_whatever_a_model_says() {
    Call call =
        new Call(
            Call.Kind.STATIC,
            "java/lang/System",
            "setProperty",
            "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;");
    assertEquals(Value.TOP, ConstantCalls.result(call, List.of(TEXT, TEXT)));
    assertNull(System.getProperty("Plane"));
  }
}
