package dev.pagewarden.detectors.flow.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.pagewarden.contract.ContractSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read of models files. */
class ModelsTest {
  @Test
  void the_built_in_models_are_without_mistakes() throws IOException {
    List<ContractSource> libraries = new ArrayList<>();
    for (String name : Models.LIBRARIES.values()) {
      libraries.add(ContractSource.of(Models.class.getResource(name)));
    }
    assertEquals(4, libraries.size());
    assertEquals(List.of(), Models.load(libraries).mistakes());
  }

  @Test
  void a_type_of_models_can_be_of_several_kinds() {
    String text = "own.Both:\n  extends: java.util.List, own.Kept\n  keep: return p0\n";
    Models models = Models.load(List.of(new ContractSource("own.yaml", text))).models();
    assertEquals(List.of("java/util/List", "own/Kept"), models.supertypes().get("own/Both"));
  }

  @Test
  void the_models_of_a_library_are_read_when_a_type_of_it_is_asked_for() {
    Models models = Models.load(List.of()).models();
    assertNull(models.supertypes().get("guava/List"));
    models.find(List.of("com/google/common/collect/ImmutableList"), "of", "()V");
    assertNotNull(models.supertypes().get("guava/List"));
    assertNull(models.supertypes().get("rx/Flow"));
  }

  @Test
  void a_later_document_overrides_a_method_of_a_built_in_one() {
    String text = "com.google.common.collect.Lists:\n  reverse: return p0\n";
    Models models = Models.load(List.of(new ContractSource("own.yaml", text))).models();
    List<String> types = List.of("com/google/common/collect/Lists");
    String descriptor = "(Ljava/util/List;)Ljava/util/List;";
    assertEquals(
        List.of(new Statement.Return(new Expression.Argument(0))),
        models.find(types, "reverse", descriptor).statements());
    assertNotNull(models.find(types, "partition", "(Ljava/util/List;I)Ljava/util/List;"));
  }
}
