package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.copydesk.service.Setting;
import dev.copydesk.standalone.command.KnownSettings;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The manifests of {@code docs/operate/kubernetes} beside the types of Kubernetes' API. */
class KubernetesTest {

  private static final Path FOLDER = Path.of("../docs/operate/kubernetes");
  private static final Set<String> SERVICES = Set.of("ingest", "enrich", "index");

  /** Fails on fields that the type lacks, and on required ones that are missing, at any depth. */
  @FunctionalInterface
  private interface Type {
    void check(JsonElement manifest) throws IOException;
  }

  private static final Map<String, Type> TYPES =
      Map.of(
          "v1 Namespace", V1Namespace::validateJsonElement,
          "v1 ConfigMap", V1ConfigMap::validateJsonElement,
          "v1 Service", V1Service::validateJsonElement,
          "v1 PersistentVolumeClaim", V1PersistentVolumeClaim::validateJsonElement,
          "apps/v1 StatefulSet", V1StatefulSet::validateJsonElement,
          "apps/v1 Deployment", V1Deployment::validateJsonElement,
          "batch/v1 Job", V1Job::validateJsonElement,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement);

  @Test
  void everyManifestIsOfItsType() throws IOException {
    List<JsonObject> manifests = manifests();
    assertThat(manifests).hasSizeGreaterThan(8);
    for (JsonObject manifest : manifests) {
      assertThat(TYPES).containsKey(kind(manifest));
      Type type = Objects.requireNonNull(TYPES.get(kind(manifest)));
      type.check(manifest);
      manifest.addProperty("misspelt", true);
      assertThatThrownBy(() -> type.check(manifest)).hasMessageContaining("misspelt");
    }
  }

  @Test
  void podsAreRestrictedAndAsked() throws IOException {
    Map<String, JsonObject> pods = pods();
    assertThat(pods.keySet()).containsExactlyInAnyOrder("ingest", "enrich", "index", "topics");
    pods.forEach(
        (name, pod) -> {
          JsonObject user = pod.getAsJsonObject("securityContext");
          assertThat(user.get("runAsNonRoot").getAsBoolean()).isTrue();
          assertThat(user.get("runAsUser").getAsInt()).isPositive();
          assertThat(pod.get("automountServiceAccountToken").getAsBoolean()).isFalse();
          JsonObject container = pod.getAsJsonArray("containers").get(0).getAsJsonObject();
          JsonObject may = container.getAsJsonObject("securityContext");
          assertThat(may.get("readOnlyRootFilesystem").getAsBoolean()).isTrue();
          assertThat(may.get("allowPrivilegeEscalation").getAsBoolean()).isFalse();
          assertThat(may.getAsJsonObject("capabilities").get("drop").toString())
              .isEqualTo("[\"ALL\"]");
          assertThat(container.getAsJsonObject("resources").getAsJsonObject("limits").keySet())
              .contains("cpu", "memory");
          if (SERVICES.contains(name)) {
            assertThat(container.keySet())
                .contains("startupProbe", "readinessProbe", "livenessProbe");
            assertThat(container.getAsJsonArray("args").get(0).getAsString()).isEqualTo(name);
          }
          assertThat(names(container, "volumeMounts"))
              .isSubsetOf(
                  Stream.concat(names(pod, "volumes").stream(), Stream.of("state")).toList());
        });
  }

  @Test
  void everyVariableIsASetting() throws IOException {
    Set<String> variables =
        KnownSettings.ALL.stream().map(Setting::environmentVariable).collect(Collectors.toSet());
    List<String> given = new ArrayList<>();
    for (JsonObject manifest : manifests()) {
      if (manifest.has("data")) {
        given.addAll(manifest.getAsJsonObject("data").keySet());
      }
    }
    for (JsonObject pod : pods().values()) {
      given.addAll(names(pod.getAsJsonArray("containers").get(0).getAsJsonObject(), "env"));
    }
    given.remove("HOME");
    assertThat(given).hasSizeGreaterThan(10);
    assertThat(variables).containsAll(given);
  }

  private static String kind(JsonObject manifest) {
    return manifest.get("apiVersion").getAsString() + " " + manifest.get("kind").getAsString();
  }

  private static List<String> names(JsonObject parent, String list) {
    return parent.has(list)
        ? StreamSupport.stream(parent.getAsJsonArray(list).spliterator(), false)
            .map(one -> one.getAsJsonObject().get("name").getAsString())
            .toList()
        : List.of();
  }

  private static Map<String, JsonObject> pods() throws IOException {
    Map<String, JsonObject> pods = new TreeMap<>();
    for (JsonObject manifest : manifests()) {
      JsonObject spec = manifest.getAsJsonObject("spec");
      if (spec != null && spec.has("template")) {
        pods.put(
            manifest.getAsJsonObject("metadata").get("name").getAsString(),
            spec.getAsJsonObject("template").getAsJsonObject("spec"));
      }
    }
    return pods;
  }

  private static List<JsonObject> manifests() throws IOException {
    List<JsonObject> manifests = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        try (Reader reader = Files.newBufferedReader(file)) {
          for (Object read : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(reader)) {
            manifests.add(JsonParser.parseString(new Gson().toJson(read)).getAsJsonObject());
          }
        }
      }
    }
    return manifests;
  }
}
