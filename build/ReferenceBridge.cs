using System.Security.Cryptography;
using Lighthouse.Build.Proofs;
using Lighthouse.Pipeline;
using Lighthouse.Pipeline.Days;
using Lighthouse.Targets;

namespace Lighthouse.Build;

/// <summary>The system under test of this repository: the reference bridge, as it is or with a seeded defect.</summary>
internal sealed class ReferenceBridge : ITargetProvider
{
    private const string AdminSecretVariable = "LIGHTHOUSE_ADMIN_SECRET";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private ReferenceBridge(string project, string assembly, params string[] arguments)
    {
        var program = Path.Combine(Repository.Root, project, "bin", "Release", "net10.0");
        var secrets = new Dictionary<string, string>
        {
            ["Bridge__TokenSecret"] = NewSecret(),
            ["Bridge__StoreKey"] = NewSecret(),
            ["Bridge__AgentKey"] = NewSecret(),
            ["Bridge__AdminSecret"] = NewSecret(),
        };
        Recipe = new TargetRecipe(
            "dotnet",
            [Path.Combine(program, assembly), .. arguments, "--urls={url}", "--Bridge:DataDirectory={data}", "--Bridge:ExitOnStdinClose=true"],
            secrets, program, HealthPath, StartLimit);
        Credentials = new Dictionary<string, string> { ["admin"] = secrets["Bridge__AdminSecret"], ["store"] = secrets["Bridge__StoreKey"] };
    }

    /// <summary>The bridge as it is.</summary>
    public static ReferenceBridge Clean { get; } = new("src/Lighthouse.Bridge", "Lighthouse.Bridge.dll");

    /// <summary>The bridge with a defect that is seeded into it.</summary>
    /// <param name="name">The defect's name.</param>
    public static ReferenceBridge WithDefect(string name) => new(SeededDefects.Project, SeededDefects.Assembly, $"--defect={name}");

    /// <inheritdoc/>
    public TargetRecipe Recipe { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Credentials { get; }

    /// <inheritdoc/>
    public string HealthPath => "/health";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ExternalCredentials =>
        Environment.GetEnvironmentVariable(AdminSecretVariable) is { Length: > 0 } secret
            ? new Dictionary<string, string> { ["admin"] = secret }
            : throw new PipelineException(
                ExitCode.Invalid,
                $"LH4101: the suites register agents of their own, so with --target-url they need the secret of the bridge's bootstrap admin; give it in the environment variable {AdminSecretVariable}.");

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
