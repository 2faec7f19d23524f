using System.Text.Json;

namespace Lighthouse.Targets;

/// <summary>What a suite is told about the system under test. Travels in a file that only its owner can read, because it holds secrets.</summary>
/// <param name="Url">Where the day's target answers.</param>
/// <param name="Recipe">How to start another instance; null when the target is external.</param>
/// <param name="Credentials">Secrets that a suite needs, by name, such as <c>admin</c>; with a profile those that it names.</param>
/// <param name="Profile">The target profile that says how to talk to it; null when it is the system that the suites know.</param>
public sealed record TargetDescription(Uri Url, TargetRecipe? Recipe, IReadOnlyDictionary<string, string> Credentials, ProfileFile? Profile = null)
{
    /// <summary>Writes it to a new file that only this user can read.</summary>
    /// <exception cref="IOException">The file exists or cannot be written.</exception>
    public void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        JsonSerializer.Serialize(file, this);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="TargetException">The file is missing or says something else.</exception>
    public static TargetDescription Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<TargetDescription>(File.ReadAllBytes(path))
                ?? throw new JsonException("the file is empty");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new TargetException($"LH4002: the target description '{path}' cannot be read: {problem.Message}.", problem);
        }
    }
}
