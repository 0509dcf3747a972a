package salesops.bench;

import java.util.List;

/** The command line of the benchmarks. */
public final class Benchmarks {
  private static final String HELP =
      """
      usage: Benchmarks COMMAND
        territories [ROUNDS [REGIONS INDUSTRIES]]
                                     territory lookup at 10, 1,000 and 10,000 territories beside a linear
                                     scan and event-ruler; ROUNDS timed rounds each, default 9; the
                                     fewer regions and industries, the more territories a lead lies in:
                                     default 3,000 and 1,000
        rotation [SEED [SEQUENCES]]  fairness of the rotation over seeded pools and lead sequences,
                                     default 1 and 1,000,000; exit code 1 when the bound is broken
        bots [SEED [LEADS]]          a day of web leads, 30 % of them by bots of five kinds, against intake:
                                     who is kept back, who reaches a rep; default 1 and 50,000; exit
                                     code 1 when honest leads or bots are beyond their bounds
        wait [SECONDS]               submit to owner of honest leads with and without bots, in turns and
                                     in real time; three runs of 60 s each unless told
        year                         a year of schedules on the local suite's discrete clock, a lead a week:
                                     processor time, and how many ticks ran
        deals [RATE [DEALS]]         deals won at a steady rate in real time: until each counts towards its
                                     quota and its message is stored, and what a change costs; default
                                     20 a second and 400
        closes [DEALS]               deals that close all at once, over 1,000 reps and all on one: until all
                                     are booked, and what each costs; default 10,000
        clocks [LEADS]               response clocks: what a minute costs while LEADS run and ten are due,
                                     and how late they fire in real time; default 100,000
        posted                       wins at ten a minute in one channel, in real time: until each is posted
        all                          the first two with their defaults
      """;

  private static final int ROUNDS = 9;
  private static final long SEED = 1;
  private static final long SEQUENCES = 1_000_000;
  private static final int LEADS = 50_000;
  private static final int WAIT_SECONDS = 60;
  private static final int DEALS_RATE = 20;
  private static final int DEALS = 400;
  private static final int CLOSES = 10_000;
  private static final int CLOCKS = 100_000;

  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) throws Exception {
    String command = args.isEmpty() ? "--help" : args.getFirst();
    switch (command) {
      case "territories" ->
          TerritoryLookup.run(
              (int) number(args, 1, ROUNDS),
              (int) number(args, 2, TerritoryWorld.REGIONS),
              (int) number(args, 3, TerritoryWorld.INDUSTRIES));
      case "rotation" -> {
        return RotationRun.run(number(args, 1, SEED), number(args, 2, SEQUENCES)) ? 0 : 1;
      }
      case "bots" -> {
        return BotRun.run(number(args, 1, SEED), (int) number(args, 2, LEADS)) ? 0 : 1;
      }
      case "wait" -> WaitRun.run((int) number(args, 1, WAIT_SECONDS));
      case "year" -> QuietYear.run();
      case "deals" -> DealRun.run((int) number(args, 1, DEALS_RATE), (int) number(args, 2, DEALS));
      case "closes" -> CloseRun.run((int) number(args, 1, CLOSES));
      case "clocks" -> ClockRun.run((int) number(args, 1, CLOCKS));
      case "posted" -> PostedRun.run();
      case "all" -> {
        TerritoryLookup.run(ROUNDS, TerritoryWorld.REGIONS, TerritoryWorld.INDUSTRIES);
        return RotationRun.run(SEED, SEQUENCES) ? 0 : 1;
      }
      case "--help", "-h" -> System.out.print(HELP);
      default -> {
        System.err.print("unknown command " + command + "\n" + HELP);
        return 2;
      }
    }
    return 0;
  }

  private static long number(List<String> args, int index, long otherwise) {
    return index < args.size() ? Long.parseLong(args.get(index)) : otherwise;
  }
}
