// The bundler turns it into a style sheet beside the script.
declare module '*.css';
