using System.Text;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

/// <summary>A small runbook without a mistake, to be changed in one place.</summary>
internal static class SmallRunbook
{
    internal const string Text = """
        name: small
        title: A small week
        metrics:
          attack.accepted: { shape: scalar, dimension: count, meaning: Attacks accepted. }
          answer.time: { shape: distribution, dimension: duration, meaning: Time to answer. }
          answer.time.queue: { shape: distribution, dimension: duration, meaning: Time in the queue. }
          answer.errors: { shape: proportion, dimension: ratio, meaning: Answers that failed. }
          heap.growth: { shape: scalar, dimension: data_growth, meaning: Growth of the heap. }
        days:
          - name: Monday
            task: Security
            title: Attacks
            suite: Lighthouse.Suites.Security
            time_limits: { quick: 60 s, standard: 10 min, full: 2 h }
            gates:
              - id: attack
                title: No attack is accepted.
                severity: critical
                owner: Security
                sizes:
                  quick: { attempts: "1,000", duration: 10 s, rate: 60 /s }
                  full: {}
                criteria:
                  - attack.accepted == 0
                  - attack.accepted.samples >= 200
                remedy: Look at the log.
          - name: Tuesday
            task: Performance
            title: Speed
            suite: Lighthouse.Suites.Performance
            time_limits: { quick: 60 s, standard: 10 min, full: 2 h }
            gates:
              - id: answer-time
                title: Answers are fast.
                severity: high
                owner: Performance
                sizes: { standard: {} }
                criteria:
                  - answer.time.p99.9 < 1,000 ms at 99 % confidence
                  - answer.errors <= 0.1 %
                remedy: >
                  Look at the
                  timeline.
        planned:
          - { id: replay, day: Monday, title: Nothing works twice. }
        decision:
          security_clearance:
            replay_protection: [attack, replay]
          performance_validation:
            fast: [answer-time]
          security_day: Monday
          performance_day: Tuesday
          resilience_day: Tuesday
          integration_day: Tuesday
          approvals: { quick: [], standard: [], full: [Security, DevOps] }

        """;

    internal const string Path = "small.yaml";

    internal static Runbook Read(string text) => RunbookReader.Read(Encoding.UTF8.GetBytes(text), Path);

    /// <summary>The text with one place changed, which must stand in it exactly once.</summary>
    internal static string With(string old, string changed)
    {
        Assert.Equal(2, Text.Split(old).Length);
        return Text.Replace(old, changed, StringComparison.Ordinal);
    }

    /// <summary>Every mistake of a text; fails when it has none.</summary>
    internal static IReadOnlyList<RunbookError> Mistakes(string text) => Assert.Throws<RunbookException>(() => Read(text)).Errors;

    /// <summary>Requires just one mistake, with its code, in the line that holds a text, saying what it must say.</summary>
    internal static void Requires(string text, string code, string lineWith, params string[] says)
    {
        var mistake = Assert.Single(Mistakes(text));
        Assert.Equal(code, mistake.Code);
        Assert.Equal(Path, mistake.Location.File);
        Assert.Equal(LineOf(text, lineWith), mistake.Location.Line);
        Assert.All(says, expected => Assert.Contains(expected, mistake.Message));
    }

    /// <summary>The only line that holds a text, from 1.</summary>
    internal static int LineOf(string text, string part)
    {
        var lines = text.Split('\n');
        return Array.IndexOf(lines, Assert.Single(lines, line => line.Contains(part, StringComparison.Ordinal))) + 1;
    }
}
