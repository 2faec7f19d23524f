using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Days;

/// <summary>Says what system is under test and how to start it.</summary>
public interface ITargetProvider
{
    /// <summary>How to start an instance, with secrets made for this run.</summary>
    TargetRecipe Recipe { get; }

    /// <summary>Secrets that the suites need to talk to an instance of <see cref="Recipe"/>.</summary>
    IReadOnlyDictionary<string, string> Credentials { get; }

    /// <summary>Secrets that the suites need to talk to a system that already runs.</summary>
    /// <exception cref="PipelineException">They were not given; the message says how.</exception>
    IReadOnlyDictionary<string, string> ExternalCredentials { get; }

    /// <summary>Path of the health check of a system that already runs.</summary>
    string HealthPath { get; }
}
