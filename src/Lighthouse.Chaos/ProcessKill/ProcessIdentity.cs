using System.Globalization;

namespace Lighthouse.Chaos.ProcessKill;

/// <summary>A process told apart from a later one with the same id.</summary>
/// <param name="Id">The process id.</param>
/// <param name="StartTicks">Its start in clock ticks since the machine's boot: field 22 of <c>/proc/PID/stat</c>.</param>
public sealed record ProcessIdentity(int Id, long StartTicks)
{
    private const int StateField = 0;
    private const int StartField = 19;

    /// <summary>The identity of a running process; take it right after starting it.</summary>
    /// <exception cref="ChaosException">There is no such process, or the system has no /proc.</exception>
    public static ProcessIdentity Of(int id) => Read(id) is { } stat
        ? new ProcessIdentity(id, stat.StartTicks)
        : throw new ChaosException($"LHC4101: there is no process {id} in /proc.");

    /// <summary>Whether exactly this process still runs; a zombie does not.</summary>
    public bool IsRunning() => Read(Id) is { } stat && stat.StartTicks == StartTicks && stat.State is not ('Z' or 'X');

    private static (char State, long StartTicks)? Read(int id)
    {
        try
        {
            // The name in parentheses may itself hold blanks and parentheses.
            var text = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[StateField][0], long.Parse(fields[StartField], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
