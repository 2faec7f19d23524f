using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Core;
using Cake.Core.IO;

namespace Cake.Docker.Internal;

/// <summary>Writes the properties of settings as options.</summary>
internal static partial class Options
{
    public static void Append(ProcessArgumentBuilder arguments, AutoToolSettings settings)
    {
        var properties = settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.DeclaringType!.IsSubclassOf(typeof(AutoToolSettings))).OrderBy(property => property.Name, StringComparer.Ordinal);
        foreach (var property in properties)
            Append(arguments, $"--{Words().Replace(property.Name, "-$1").ToLowerInvariant()}", property.GetValue(settings), property.IsDefined(typeof(SecretAttribute)));
    }

    private static void Append(ProcessArgumentBuilder arguments, string name, object? value, bool isSecret)
    {
        switch (value)
        {
            case null or false:
                break;
            case true:
                arguments.Append(name);
                break;
            case string text:
                AppendOne(arguments, name, text, isSecret);
                break;
            case IEnumerable<string> several:
                foreach (var one in several)
                    AppendOne(arguments, name, one, isSecret);
                break;
            default:
                AppendOne(arguments, name, Convert.ToString(value, CultureInfo.InvariantCulture)!, isSecret);
                break;
        }
    }

    private static void AppendOne(ProcessArgumentBuilder arguments, string name, string value, bool isSecret)
    {
        arguments.Append(name);
        if (isSecret)
            arguments.AppendSecret(Quoting.Quote(value));
        else
            arguments.Append(Quoting.Quote(value));
    }

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Words();
}
