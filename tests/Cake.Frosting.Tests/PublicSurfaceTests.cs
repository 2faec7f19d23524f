using System.Reflection;
using System.Text;

namespace Cake.Frosting.Tests;

/// <summary>Code compiled against the stand-in loads against the package, and the other way round, as long as this list holds.</summary>
public sealed class PublicSurfaceTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_surface_is_the_one_that_the_list_states()
    {
        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicSurface.txt")).ReplaceLineEndings("\n");
        var actual = Surface(typeof(CakeHost).Assembly);
        if (actual != expected)
        {
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "PublicSurface.received.txt"), actual);
        }

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void The_assembly_has_the_package_s_identity()
    {
        var name = typeof(CakeHost).Assembly.GetName();
        Assert.Equal("Cake.Frosting", name.Name);
        Assert.Equal(typeof(Core.ICakeContext).Assembly.GetName().Version, name.Version);
        Assert.Empty(name.GetPublicKeyToken() ?? []);
    }

    private static string Surface(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (var member in type.GetMembers(Declared).Select(Line).OfType<string>().Order(StringComparer.Ordinal))
            {
                text.Append("  ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        var kind = type.IsInterface ? "interface"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class" : "class";
        var parents = type.GetInterfaces().Where(parent => parent.IsPublic).Select(Name).Order(StringComparer.Ordinal);
        var all = type.BaseType is { } parent && parent != typeof(object) ? parents.Prepend(Name(parent)) : parents;
        var usage = type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } found
            ? $" [{found.ValidOn}, multiple {found.AllowMultiple}, inherited {found.Inherited}]" : string.Empty;
        var heritage = string.Join(", ", all) is { Length: > 0 } stated ? $" : {stated}" : string.Empty;
        return $"{kind} {Name(type)}{heritage}{Constraints(type.GetGenericArguments())}{usage}";
    }

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo { IsPublic: true } constructor => $"new({Parameters(constructor)})",
        MethodInfo { IsPublic: true } method =>
            $"{Modifier(method)}{Name(method.ReturnType)} {method.Name}{Arguments(method)}({Parameters(method)}){Constraints(method.IsGenericMethod ? method.GetGenericArguments() : [])}",
        _ => null,
    };

    private static string Modifier(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => string.Empty,
    };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Arguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : string.Empty;

    private static string Constraints(Type[] arguments)
    {
        var stated = arguments.Where(argument => argument.IsGenericParameter).Select(argument =>
        {
            var special = argument.GenericParameterAttributes & GenericParameterAttributes.SpecialConstraintMask;
            var types = argument.GetGenericParameterConstraints().Select(Name).Order(StringComparer.Ordinal);
            return $" where {argument.Name} : {special} {string.Join(", ", types)}";
        });
        return string.Concat(stated);
    }

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var name = $"{type.Namespace}.{type.Name.Split('`')[0]}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
