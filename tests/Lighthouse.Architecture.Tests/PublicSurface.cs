using System.Reflection;
using System.Text;

namespace Lighthouse.Architecture.Tests;

/// <summary>The public surface of each package is written down, so that a change of it is seen in review.</summary>
public sealed class PublicSurface
{
    [Theory]
    [InlineData("Lighthouse.Bridge.Client")]
    [InlineData("Lighthouse.Chaos")]
    [InlineData("Lighthouse.Load")]
    [InlineData("Lighthouse.Pipeline")]
    [InlineData("Lighthouse.Readiness")]
    [InlineData("Lighthouse.Security")]
    [InlineData("Lighthouse.Targets")]
    public void Is_as_recorded(string assembly) => Snapshot.Verify(Describe(Assembly.Load(assembly)), name: assembly);

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            foreach (var member in MembersOf(type))
                text.Append("  ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> MembersOf(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(IsSeen)
            .Select(member => member.ToString()!)
            .Order(StringComparer.Ordinal);

    private static bool IsSeen(MemberInfo member) => member switch
    {
        // What the compiler writes for a record says nothing about the design.
        MethodBase { Name: "Equals" or "GetHashCode" or "ToString" or "PrintMembers" or "Deconstruct" or "op_Equality" or "op_Inequality" } => false,
        ConstructorInfo constructor => !constructor.IsStatic && (constructor.IsPublic || constructor.IsFamily),
        MethodBase method => (method.IsPublic || method.IsFamily) && !method.IsSpecialName && !method.Name.Contains('<', StringComparison.Ordinal),
        PropertyInfo property => property.Name != "EqualityContract" && property.GetAccessors().Length > 0,
        FieldInfo field => field.IsPublic && !field.IsSpecialName,
        _ => false,
    };
}
