using System.Globalization;

namespace Lighthouse.Chaos.Processes;

/// <summary>What the kernel says of a process: <c>/proc/PID/stat</c>.</summary>
/// <param name="State">Its state: R, S, D, T for stopped, Z for a zombie.</param>
/// <param name="StartTicks">Its start in clock ticks since boot.</param>
/// <param name="CpuTicks">Processor time of all its threads so far, in clock ticks.</param>
internal readonly record struct ProcessStat(char State, long StartTicks, long CpuTicks)
{
    private const int StateField = 0, UserField = 11, SystemField = 12, StartField = 19;

    /// <summary>Clock ticks per second: 100 on every Linux, whatever its kernel counts with inside.</summary>
    public const int TicksPerSecond = 100;

    /// <summary>Null when there is no such process.</summary>
    public static ProcessStat? Of(int id)
    {
        try
        {
            // The name in parentheses may itself hold blanks and parentheses.
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessStat(fields[StateField][0], Number(fields[StartField]), Number(fields[UserField]) + Number(fields[SystemField]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
