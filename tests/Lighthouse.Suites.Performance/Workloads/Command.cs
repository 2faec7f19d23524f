using System.Globalization;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Performance.Workloads;

/// <summary>The kinds of commands of a workload.</summary>
internal enum CommandKind
{
    /// <summary>Harmless: to be approved by a rule.</summary>
    Safe,

    /// <summary>To be refused by a rule, or to be looked at by an expert.</summary>
    Risky,

    /// <summary>Decided by no rule that approves or refuses.</summary>
    Complex,
}

/// <summary>A command that an agent has validated.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Escalates">Whether an expert must be asked.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Input">Its input.</param>
internal sealed record Command(CommandKind Kind, bool Escalates, string Tool, object Input)
{
    // Of the harmless ones agents ask the same again and again.
    private const int UsualFiles = 200;

    public static Command Safe(Random random) => random.Next(3) switch
    {
        0 => new(CommandKind.Safe, false, "read_file", new { file_path = $"src/part{random.Next(UsualFiles)}.cs" }),
        1 => new(CommandKind.Safe, false, "write_file", new { file_path = $"src/part{Fresh(random)}.cs", content = "A line of text." }),
        _ => new(CommandKind.Safe, false, "bash", new { command = $"git log -n {1 + random.Next(UsualFiles)}" }),
    };

    public static Command Risky(Random random) => random.Next(3) switch
    {
        0 => new(CommandKind.Risky, false, "bash", new { command = $"rm -rf /var/lib/part{Fresh(random)}" }),
        1 => new(CommandKind.Risky, false, "sql", new { query = $"DROP TABLE part_{Fresh(random)}" }),
        _ => new(CommandKind.Risky, false, "bash", new { command = $"git push --force origin part-{Fresh(random)}" }),
    };

    public static Command RiskyForExpert(Random random) => random.Next(2) == 0
        ? new(CommandKind.Risky, true, "bash", new { command = $"iptables -A INPUT -p tcp --dport {Fresh(random)} -j ACCEPT" })
        : new(CommandKind.Risky, true, "bash", new { command = $"useradd part-{Fresh(random)}" });

    /// <summary>One of deployment, database, security and network.</summary>
    public static Command Complex(Random random) => random.Next(4) switch
    {
        0 => new(CommandKind.Complex, true, "bash", new { command = $"kubectl apply -f deploy/part{Fresh(random)}.yaml" }),
        1 => new(CommandKind.Complex, true, "sql", new { query = $"ALTER TABLE part_{Fresh(random)} ADD note int" }),
        2 => new(CommandKind.Complex, true, "bash", new { command = $"chmod 600 deploy/part{Fresh(random)}" }),
        _ => new(CommandKind.Complex, true, "fetch", new { url = $"https://part{Fresh(random)}.example.com/status" }),
    };

    /// <summary>A complex command that rules decide: many steps, each of them harmless.</summary>
    public static Command ComplexKnown(Random random) =>
        new(CommandKind.Complex, false, "bash", new { command = $"git status && git log -n {Fresh(random)} | head -n 5 && git diff HEAD~1" });

    /// <summary>Whether a verdict is one that this command can have.</summary>
    public bool IsAnsweredBy(CommandVerdict verdict) => Escalates
        ? verdict.Metadata is { Layer: "expert", Decision: not "escalate" }
        : verdict.Metadata.Layer != "expert" && verdict.Approved == (Kind != CommandKind.Risky);

    private static string Fresh(Random random) => random.Next(1_000_000_000).ToString(CultureInfo.InvariantCulture);
}
