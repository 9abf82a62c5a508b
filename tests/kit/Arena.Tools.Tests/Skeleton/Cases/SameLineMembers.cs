namespace Arena.Fundamentals;

public static class Crowded
{
    [SolutionOnly] private static int A() => 1; public static int B() => 2; [SolutionOnly] private static int C() => A();
    public static int D() => 4; [SolutionOnly] private static int E() => C(); // about E
}
