namespace Lighthouse.Readiness.Runbooks;

/// <summary>The system under test as a runbook's <c>target</c> describes it.</summary>
/// <param name="HealthPath">Path that answers with a success status when it is ready. Default <c>/</c>.</param>
/// <param name="Credentials">What the suites need to talk to it: name to the environment variable that holds the secret.</param>
/// <param name="Location">Where it stands.</param>
public abstract record TargetDefinition(string HealthPath, IReadOnlyDictionary<string, string> Credentials, SourceLocation Location);

/// <summary>A system that already runs.</summary>
/// <param name="Url">Where it answers.</param>
/// <param name="HealthPath">Path of its health check.</param>
/// <param name="Credentials">Name to environment variable.</param>
/// <param name="Location">Where it stands.</param>
public sealed record ExternalTarget(Uri Url, string HealthPath, IReadOnlyDictionary<string, string> Credentials, SourceLocation Location)
    : TargetDefinition(HealthPath, Credentials, Location);

/// <summary>A system that is started for each day, as a process of its own on a free port of loopback.</summary>
/// <param name="Process">The process that answers.</param>
/// <param name="Program">File or folder whose digest names the build, absolute; null for the files that the command names.</param>
/// <param name="Services">What it needs, such as a database: started before it in this order, ended after it.</param>
/// <param name="Credentials">Name to environment variable.</param>
/// <param name="Location">Where it stands.</param>
public sealed record ProcessTarget(
    ProcessDefinition Process, string? Program, IReadOnlyList<ProcessDefinition> Services, IReadOnlyDictionary<string, string> Credentials, SourceLocation Location)
    : TargetDefinition(Process.HealthPath ?? "/", Credentials, Location);

/// <summary>
/// A process to start. <c>{port}</c> (free, on 127.0.0.1), <c>{url}</c> and <c>{data}</c> (an empty folder) in the command and the environment are
/// its own; <c>{name.port}</c> and the like are those of a service that was started before.
/// </summary>
/// <param name="Name">A service's name; empty for the target itself.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="WorkingFolder">Where it is started, absolute. Default the runbook's folder.</param>
/// <param name="Environment">Variables added to its environment.</param>
/// <param name="HealthPath">Path that answers with a success status when it is ready; null: it is ready when it accepts a connection.</param>
/// <param name="StartLimit">How long it may take to become ready. Default 30 s.</param>
public sealed record ProcessDefinition(
    string Name, IReadOnlyList<string> Command, string WorkingFolder, IReadOnlyDictionary<string, string> Environment, string? HealthPath, TimeSpan StartLimit);
