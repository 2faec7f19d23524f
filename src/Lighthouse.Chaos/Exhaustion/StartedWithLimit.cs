using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Chaos.Exhaustion;

/// <summary>A limit that the target was started with, such as one of its heap: there is nothing to set, and the pressure is the fault.</summary>
/// <param name="name">What it is, lower case with hyphens.</param>
/// <param name="variable">The environment variable that the process must have, such as <c>DOTNET_GCHeapHardLimit</c>.</param>
public sealed class StartedWithLimit(string name, string variable) : ResourceLimit
{
    private string? _value;

    /// <inheritdoc/>
    public override string Name => name;

    internal override void Prepare(ProcessIdentity process) => _value = ValueOf(process)
        ?? throw new ChaosException($"LHC5121: process {process.Id} was not started with {variable}, so that pressure on it would prove nothing.");

    internal override void Set(ProcessIdentity process)
    {
    }

    internal override void Lift(ProcessIdentity process)
    {
    }

    internal override EffectProof Seen(ProcessIdentity process, bool hasEnded) =>
        _value is null ? EffectProof.NotProven($"no {variable}") : EffectProof.Proven($"started with {variable}={_value}");

    private string? ValueOf(ProcessIdentity process)
    {
        try
        {
            return File.ReadAllText(FormattableString.Invariant($"/proc/{process.Id}/environ")).Split('\0')
                .Where(one => one.StartsWith(variable + "=", StringComparison.Ordinal)).Select(one => one[(variable.Length + 1)..]).FirstOrDefault();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
