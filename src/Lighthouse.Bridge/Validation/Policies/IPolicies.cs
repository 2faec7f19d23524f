namespace Lighthouse.Bridge.Validation.Policies;

/// <summary>The policy that holds, and its change.</summary>
internal interface IPolicies
{
    /// <summary>The policy that holds now.</summary>
    Policy Current { get; }

    /// <summary>How often a new policy was refused since the start.</summary>
    long Refused { get; }

    /// <summary>Reads the file again; from the moment that this returns the new policy holds. A wrong file changes nothing.</summary>
    /// <param name="by">The agent that asked, or <c>bridge</c> for a signal.</param>
    /// <exception cref="Configuration.ConfigurationException">The file has mistakes; the policy that held still holds.</exception>
    Task<Policy> ReloadAsync(string by);
}
