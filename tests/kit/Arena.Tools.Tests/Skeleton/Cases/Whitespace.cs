namespace Arena.Fundamentals;

public static class   Odd
{


    [Exercise("0.0.1", "One line")] public static int One( int x ) => x;    // tail

    public static int   Spaced (int x)   { return x ; }
	[Exercise("0.0.2", "Indented with a tab")]
	public static int Tabbed() => 2;

  [Exercise("0.0.3", "Indented by two")]
  public static int Two()
  {
      return 2;
  }
    public static class Inline { [Exercise("0.0.4", "Inline")] public static int F() { return 1; } public static int G() => 2; }
}
