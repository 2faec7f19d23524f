using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>Cake's configuration: the program's settings, then <c>cake.config</c>, the environment and the command line over them.</summary>
internal sealed class FrostingConfiguration : ICakeConfiguration
{
    private readonly ICakeConfiguration _configuration;

    public FrostingConfiguration(
        IEnumerable<CakeSetting> settings, IFileSystem files, ICakeEnvironment environment, ICakeArguments arguments)
    {
        var program = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings)
        {
            program[setting.Key] = setting.Value;
        }

        var commandLine = arguments.GetArguments()
            .ToDictionary(argument => argument.Key, argument => argument.Value?.FirstOrDefault() ?? string.Empty);

        _configuration = new CakeConfigurationProvider(files, environment)
            .CreateConfiguration(environment.WorkingDirectory, program, commandLine);
    }

    /// <inheritdoc/>
    public string? GetValue(string key) => _configuration.GetValue(key);
}
