using System.Reflection;
using System.Reflection.Emit;

namespace Cake.Frosting.Tests.Support;

/// <summary>An assembly with task types of any visibility, as another project would compile it.</summary>
internal static class EmittedAssembly
{
    public static Assembly With(params (string Name, TypeAttributes Attributes)[] tasks)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Sample.Tasks"), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Sample.Tasks");
        foreach (var (name, attributes) in tasks)
        {
            module.DefineType(name, attributes, typeof(FrostingTask)).CreateType();
        }

        using var image = new MemoryStream();
        assembly.Save(image);
        return Assembly.Load(image.ToArray());
    }

    /// <summary>An assembly with one good task and one whose base class cannot be found.</summary>
    public static Assembly WithLostBase(string good, string lost)
    {
        var elsewhere = With(("Sample.Elsewhere", TypeAttributes.Public | TypeAttributes.Abstract)).GetType("Sample.Elsewhere")!;
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Sample.LostTasks"), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Sample.LostTasks");
        module.DefineType(good, TypeAttributes.Public, typeof(FrostingTask)).CreateType();
        module.DefineType(lost, TypeAttributes.Public, elsewhere).CreateType();

        using var image = new MemoryStream();
        assembly.Save(image);
        return Assembly.Load(image.ToArray());
    }

    public static Assembly WithGenericTask(string name)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Sample.GenericTasks"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("Sample.GenericTasks").DefineType(name, TypeAttributes.Public, typeof(FrostingTask));
        type.DefineGenericParameters("T");
        type.CreateType();

        using var image = new MemoryStream();
        assembly.Save(image);
        return Assembly.Load(image.ToArray());
    }
}
