using System.Text.RegularExpressions;

namespace Lighthouse.Chaos.Containers;

/// <summary>A container that this run started: one id on one engine, bearing the run's label. No other is ever touched.</summary>
/// <param name="Host">The engine's address as in <c>DOCKER_HOST</c>; empty: docker's own default. Only a socket of this machine (<c>unix://</c>) is spoken to.</param>
/// <param name="Id">Its whole id, 64 digits; a name may be another container's tomorrow.</param>
/// <param name="RunId">What its label <see cref="RunLabel"/> says.</param>
public sealed partial record ContainerIdentity(string Host, string Id, string RunId)
{
    /// <summary>The label that says of which run a container is. Whoever starts one sets it.</summary>
    public const string RunLabel = "lighthouse.run";

    /// <summary>Refuses what cannot be a container of a run.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    internal void Validate()
    {
        if (!IdForm().IsMatch(Id))
            throw new ArgumentException($"LHC5501: '{Id}' is no whole id of a container; 64 hexadecimal digits are allowed, names are not.");
        if (!RunForm().IsMatch(RunId))
            throw new ArgumentException($"LHC5502: '{RunId}' is no id of a run; 8 to 64 letters, digits and hyphens are allowed.");
        if (!ContainerEngine.IsLocal(Host))
            throw new ArgumentException($"LHC5503: the engine at '{Host}' is not spoken to; only a socket of this machine is, such as unix:///var/run/docker.sock.");
    }

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex IdForm();

    [GeneratedRegex(@"^[A-Za-z0-9-]{8,64}\z")]
    private static partial Regex RunForm();
}
