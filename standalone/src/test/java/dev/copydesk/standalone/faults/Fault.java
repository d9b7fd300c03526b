package dev.copydesk.standalone.faults;

import dev.copydesk.testkit.CuttableProxy;
import dev.copydesk.testkit.CuttableProxy.Direction;
import dev.copydesk.testkit.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** What is done to a running desk, and undone. */
enum Fault {
  LEADER_KILLED("SIGKILL of a leader, which comes back", Fault::killLeader),
  LEADER_STOPPED("orderly restart of a leader", Fault::stopLeader),
  ROLLING_RESTART("orderly restart of each broker in turn", Fault::rollingRestart),
  ALL_BROKERS_KILLED("SIGKILL of all brokers, away for 20 s", Fault::killAllBrokers),
  TWO_BROKERS_KILLED("SIGKILL of two of three brokers, away for 15 s", Fault::killTwoBrokers),
  TOO_FEW_REPLICAS("min.insync.replicas not met for 15 s", Fault::demandMoreReplicas),
  INGEST_KILLED("SIGKILL of ingest", Fault.kill(Desk::ingest)),
  ENRICH_KILLED("SIGKILL of enrich", Fault.kill(Desk::enrich)),
  INDEX_KILLED("SIGKILL of index", Fault.kill(Desk::index)),
  INGEST_STALLED(
      "SIGSTOP of ingest for 15 s, another takes over",
      (desk, _) -> stall(desk.ingest(), desk.ingest("b"))),
  ENRICH_STALLED(
      "SIGSTOP of enrich for 15 s, another takes over",
      (desk, _) -> stall(desk.enrich(), desk.enrich("b"))),
  INDEX_STALLED("SIGSTOP of index for 15 s", (desk, _) -> stall(desk.index())),
  NETWORK_CUT("services cut off from the brokers for 10 s", Fault::cutNetwork),
  REQUESTS_HELD("nothing reaches the brokers for 12 s", Fault.hold(Direction.THERE)),
  ANSWERS_HELD("nothing comes from the brokers for 12 s", Fault.hold(Direction.BACK)),
  NETWORK_SLOW("200 ms more each way for 10 s", Fault::slowNetwork),
  CLOSED_LATE("a leader stops, which is noticed 8 s later", Fault::closeLate),
  REGISTRY_DOWN("registry down for 10 s, all services killed meanwhile", Fault::stopRegistry);

  private static final Duration STALL = Duration.ofSeconds(15);

  /** Does harm and undoes it. */
  @FunctionalInterface
  private interface Blow {
    void strike(Desk desk, Random random) throws Exception;
  }

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // A function of what it is given.
  private final Blow blow;

  Fault(String words, Blow blow) {
    this.words = words;
    this.blow = blow;
  }

  /** Returns when nothing is broken any more; what was killed may be starting still. */
  void strike(Desk desk, Random random) throws Exception {
    blow.strike(desk, random);
  }

  @Override
  public String toString() {
    return words;
  }

  private static void killLeader(Desk desk, Random random) throws Exception {
    EmbeddedBroker leader = desk.leader(random);
    leader.kill();
    Pause.of(Duration.ofMillis(random.nextInt(5_000)));
    leader.start();
  }

  private static void stopLeader(Desk desk, Random random) throws Exception {
    EmbeddedBroker leader = desk.leader(random);
    leader.stop();
    leader.start();
  }

  private static void rollingRestart(Desk desk, Random random) {
    for (EmbeddedBroker broker : desk.cluster().brokers()) {
      broker.stop();
      broker.start();
      desk.awaitInSync();
    }
  }

  private static void killAllBrokers(Desk desk, Random random) {
    desk.cluster().killBroker();
    Pause.of(Duration.ofSeconds(20));
    desk.cluster().startBroker();
  }

  private static void killTwoBrokers(Desk desk, Random random) {
    List<EmbeddedBroker> brokers = new ArrayList<>(desk.cluster().brokers());
    Collections.shuffle(brokers, random);
    brokers.subList(0, 2).forEach(EmbeddedBroker::kill);
    Pause.of(Duration.ofSeconds(15));
    desk.cluster().startBroker();
  }

  /** With two of three brokers gone there is no controller, and so nobody who counts replicas. */
  private static void demandMoreReplicas(Desk desk, Random random) throws Exception {
    EmbeddedBroker leader = desk.leader(random);
    requireInSync(desk, desk.cluster().brokers().size());
    leader.kill();
    Pause.of(STALL);
    leader.start();
    desk.awaitInSync();
    requireInSync(desk, 2);
  }

  private static void requireInSync(Desk desk, int replicas) throws Exception {
    AlterConfigOp set =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(replicas)),
            AlterConfigOp.OpType.SET);
    try (Admin admin = desk.admin()) {
      admin
          .incrementalAlterConfigs(
              admin.listTopics().names().get().stream()
                  .collect(
                      Collectors.toMap(
                          name -> new ConfigResource(ConfigResource.Type.TOPIC, name),
                          _ -> List.of(set))))
          .all()
          .get();
    }
  }

  private static Blow kill(Function<Desk, ServiceProcess> service) {
    return (desk, random) -> {
      Pause.of(Duration.ofMillis(random.nextInt(2_000)));
      service.apply(desk).kill();
      service.apply(desk).start();
    };
  }

  /** Another instance takes over, and the one that comes back must notice. */
  private static void stall(ServiceProcess service, ServiceProcess other) throws Exception {
    try (other) {
      other.start();
      other.awaitReady();
      stall(service);
    }
  }

  private static void stall(ServiceProcess service) throws Exception {
    service.signal("STOP");
    try {
      Pause.of(STALL);
    } finally {
      service.signal("CONT");
    }
  }

  private static void cutNetwork(Desk desk, Random random) {
    each(desk, CuttableProxy::refuse);
    Pause.of(Duration.ofSeconds(10));
    each(desk, CuttableProxy::admit);
  }

  private static Blow hold(Direction direction) {
    return (desk, _) -> {
      each(desk, proxy -> proxy.hold(direction));
      Pause.of(Duration.ofSeconds(12));
      each(desk, CuttableProxy::release);
    };
  }

  private static void slowNetwork(Desk desk, Random random) {
    each(desk, proxy -> proxy.delay(Duration.ofMillis(200)));
    Pause.of(Duration.ofSeconds(10));
    each(desk, proxy -> proxy.delay(Duration.ZERO));
  }

  private static void closeLate(Desk desk, Random random) throws Exception {
    each(desk, proxy -> proxy.closeLate(Duration.ofSeconds(8)));
    stopLeader(desk, random);
    each(desk, proxy -> proxy.closeLate(Duration.ZERO));
  }

  private static void stopRegistry(Desk desk, Random random) throws Exception {
    desk.cluster().stopRegistry();
    for (ServiceProcess service : desk.services()) {
      service.kill();
      service.start();
    }
    Pause.of(Duration.ofSeconds(10));
    desk.cluster().startRegistry();
  }

  private static void each(Desk desk, Consumer<CuttableProxy> action) {
    desk.cluster().proxies().forEach(action);
  }
}
