namespace Lighthouse.Suites.Performance.Workloads;

/// <summary>How a kind of day asks for validations. The figures are those of the runbook's workload patterns.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Safe">Of 100 commands, how many are harmless.</param>
/// <param name="Risky">How many the policy refuses, or wants looked at.</param>
/// <param name="Complex">How many only an expert can decide.</param>
/// <param name="Rate">Commands per second at usual times.</param>
/// <param name="Peak">How many times as many there are at a peak.</param>
/// <param name="Escalating">Of 100 commands, how many go to an expert: all complex ones and the rest from the risky ones, or some of the complex ones.</param>
internal sealed record WorkloadPattern(string Name, int Safe, int Risky, int Complex, double Rate, double Peak, int Escalating)
{
    public static IReadOnlyList<WorkloadPattern> All { get; } =
    [
        new("business_hours", 70, 20, 10, 150, 2.5, 15),
        new("maintenance_window", 40, 30, 30, 50, 4, 25),
        new("incident_response", 20, 50, 30, 200, 2, 20),
        new("scale_test", 80, 15, 5, 500, 4, 18),
    ];

    /// <summary>So many commands in exactly these shares, in a random order. A complex command that does not escalate is one that an expert has decided before.</summary>
    public IReadOnlyList<Command> Commands(int count, Random random)
    {
        var commands = new List<Command>(count);
        for (var number = 0; number < count; number++)
        {
            // The hundredth that this command stands for; in steps that visit all of them, so that an unfinished stretch has the shares as well.
            var hundredth = number * 37 % 100;
            commands.Add(hundredth < Safe
                ? Command.Safe(random)
                : hundredth < Safe + Risky
                    ? hundredth < Safe + Math.Max(0, Escalating - Complex) ? Command.RiskyForExpert(random) : Command.Risky(random)
                    : hundredth < Safe + Risky + Math.Min(Complex, Escalating) ? Command.Complex(random) : Command.ComplexKnown(random));
        }

        return [.. commands.Chunk(100).SelectMany(stretch => Shuffled(stretch, random))];
    }

    private static Command[] Shuffled(Command[] stretch, Random random)
    {
        random.Shuffle(stretch);
        return stretch;
    }
}
