using System.Text;

namespace Lighthouse.Bridge.FileView.Shadows;

/// <summary>Paths of the project as agents write them.</summary>
internal static class ProjectPaths
{
    private const int Longest = 1_024;
    private const int LongestName = 250;

    /// <summary>Refuses what is no relative path of plain names.</summary>
    public static void Require(string path)
    {
        if (path.Length is 0 or > Longest || path.Any(char.IsControl) || !path.Split('/').All(IsName))
            throw new RefusalException(
                StatusCodes.Status422UnprocessableEntity, "invalid_path",
                "A path is relative to the project, without '.', '..' and empty names, each of at most 250 bytes.");
    }

    private static bool IsName(string name) => name.Length > 0 && name is not ("." or "..") && Encoding.UTF8.GetByteCount(name) <= LongestName;
}
